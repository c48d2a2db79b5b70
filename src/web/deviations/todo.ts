/** What to do about a deviation, said to who has the buttons of the desk: without the commands of the terminal. */
import type { DeviationCode } from "../../format/deviation-texts.ts";
import type { Message } from "../../message.ts";
import { messages } from "./messages.ts";

const TODOS: Readonly<Record<DeviationCode, Message>> = messages.todos;

export function todoOnPage(code: DeviationCode): Message {
  return TODOS[code];
}
