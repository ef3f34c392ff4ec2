// What can happen. Each carries when, in milliseconds of the player's clock.

interface At {
  readonly at: number;
}

export type Action =
  | (At & { readonly type: "tick" })
  /** Start the set, or go on after a cramp. */
  | (At & { readonly type: "go" })
  /** The set is done, earlier than its time or without one. */
  | (At & { readonly type: "done" })
  | (At & { readonly type: "pause" })
  | (At & { readonly type: "resume" })
  | (At & {
      readonly type: "pain";
      readonly nprs: number | null;
      readonly sharp?: boolean;
      readonly elsewhere?: boolean;
      readonly talking?: boolean | null;
      readonly level?: boolean | null;
      /** No clock runs until the answer becomes a fact. */
      readonly unhurried?: boolean;
    })
  /** The answer is taken back. */
  | (At & { readonly type: "take_back" })
  /** Something else was touched, or the page was hidden: the answer is a fact. */
  | (At & { readonly type: "settle" })
  /** What was really done, said before the pain is answered. */
  | (At & {
      readonly type: "adjust";
      readonly set: string;
      readonly repetitions?: number;
      readonly holds?: number;
      readonly half_range?: boolean;
    })
  | (At & { readonly type: "stop" })
  | (At & { readonly type: "reason"; readonly reason: string | null })
  /** STOP was pressed by mistake. */
  | (At & { readonly type: "back" })
  | (At & { readonly type: "skip" })
  | (At & { readonly type: "swap" })
  /** After a sleep: it was done, or go back to where the phone fell asleep. */
  | (At & { readonly type: "keep" })
  | (At & { readonly type: "undo" })
  /** The page may not come back: log what is sure. */
  | (At & { readonly type: "leave" })
  /** The session belongs to a day that is over. */
  | (At & { readonly type: "expire" });
