/** Rejections that nobody waited for, in a process that is to stay. */
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { mayPass } from "./patience.ts";

/**
 * For "unhandledRejection". A library may leave a promise to nobody (BullMQ's `resume` does) whose connection is then lost: what it
 * was for is asked again by whoever supervises it, so the process stays. Anything else is a fault of the program, and is thrown.
 */
export function staysWhenLost(log: Log): (reason: unknown) => void {
  return (reason) => {
    if (!mayPass(reason)) throw reason;
    log.warn({ error: messageOf(reason) }, "a connection was lost while nobody waited for its answer");
  };
}
