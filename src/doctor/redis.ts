/** Judges a Redis that answers: whether it throws jobs away when memory runs short, and keeps them over a restart. */
import { messages } from "./messages.ts";
import type { RedisCondition } from "../queue/redis-condition.ts";
import { attention, broken, type Finding } from "./finding.ts";

/** Nothing where all is as it should be: that it answers is said elsewhere. */
export function judgeRedis({ policy, memoryMax, keepsLog }: RedisCondition): readonly Finding[] {
  const findings: Finding[] = [];
  if (policy !== null && policy !== "noeviction") {
    const finding = memoryMax > 0 ? broken : attention;
    findings.push(finding("queue", messages.redisEvicts(policy), messages.setNoEviction));
  }
  if (keepsLog === false) findings.push(attention("queue", messages.redisForgets, messages.setAppendOnly));
  return findings;
}
