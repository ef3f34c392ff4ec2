export * from "./scripts.ts";
export * from "./walks.ts";
