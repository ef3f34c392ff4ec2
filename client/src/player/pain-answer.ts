// Answers to the question after a set: logged, and looked up in the script.

import type { Action } from "./actions.ts";
import { NO_ANSWER, painReported, runAnswered, stopped, type Pain } from "./facts.ts";
import { awake, current, dropAhead, emit, end, find, log, move, openHere, sameSide } from "./moves.ts";
import { painAction, sharpAction, type PainAction } from "./script.ts";
import { elapsed, type State } from "./state.ts";

/** Take the answer, log what it belongs to, and look up what follows. */
export function pain(state: State, answer: Partial<Pain> & { nprs: number | null }, now: number): State {
  const segment = current(state);
  if (segment.kind !== "ask_pain" || state.mode !== "waiting") return state;
  if (answer.nprs !== null && !isNprs(answer.nprs)) return state;
  const said: Pain = { ...NO_ANSWER, ...pick(answer) };
  const present = awake(state);
  const told = tellPain(present, said, now);
  const unanswered = told.unanswered + (said.nprs === null && !said.sharp ? 1 : 0);
  const action = lookUp(told, said, unanswered);
  const next = { ...told, unanswered, said: action };
  if (action === "end_session") {
    return end(next, said.nprs === null && !said.sharp ? "unanswered" : "pain", null, now);
  }
  const carried = elapsed(state.clock, now);
  if (action === "stop_exercise") return move(dropAhead(next, sameSide(segment)), now);
  return move(next, now, carried);
}

const isNprs = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= 10;

const pick = (answer: Partial<Pain>): Partial<Pain> => ({
  ...(answer.nprs === undefined ? {} : { nprs: answer.nprs }),
  ...(answer.sharp === undefined ? {} : { sharp: answer.sharp }),
  ...(answer.elsewhere === undefined ? {} : { elsewhere: answer.elsewhere }),
  ...(answer.talking === undefined ? {} : { talking: answer.talking }),
  ...(answer.level === undefined ? {} : { level: answer.level }),
});

function tellPain(state: State, said: Pain, now: number): State {
  const mended = mend(state, said, now);
  if (state.undecided.length > 0) return log(mended, state.undecided, said, now);
  if (mended !== state) return mended;
  // The set was logged without its pain when the page was left.
  const segment = current(state);
  if (said.nprs !== null) return emit(state, painReported(segment, said.nprs, said, now));
  return said.sharp ? emit(state, stopped(segment, null, now)) : state;
}

/** Give a run that was logged when the page was left the answers that it lacks. */
function mend(state: State, said: Pain, now: number): State {
  const runs = openHere(state);
  if (runs.length === 0) return state;
  const told = [said.nprs, said.talking, said.level].some((one) => one != null);
  const facts = runs.map((run) => runAnswered(state.script, find(state, run.id), run, state.session, said, now));
  const left = state.open.filter((run) => !runs.includes(run));
  return { ...(told || said.sharp ? emit(state, ...facts) : state), open: left };
}

function lookUp(state: State, said: Pain, unanswered: number): PainAction {
  const { script } = state;
  const { exercise } = current(state);
  if (said.sharp) return sharpAction(script, exercise);
  if (said.nprs !== null) return painAction(script, exercise, said.nprs);
  return unanswered >= script.unanswered_end ? "end_session" : "go_on";
}

export function adjust(state: State, action: Extract<Action, { type: "adjust" }>): State {
  if (current(state).kind !== "ask_pain") return state;
  const undecided = state.undecided.map((set) => {
    if (set.id !== action.set) return set;
    const repetitions =
      set.repetitions === null ? null : atLeastZero(action.repetitions ?? set.repetitions);
    const holds = set.holds === null ? null : atLeastZero(action.holds ?? set.holds);
    return { ...set, repetitions, holds, half_range: action.half_range ?? set.half_range };
  });
  return { ...state, undecided };
}

const atLeastZero = (n: number): number => Math.max(0, Math.round(n));
