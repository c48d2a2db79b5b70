/** Roles as people are told them. */
import type { PersonRole } from "../../books/people.ts";
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";

export function roleName(role: PersonRole, language: Language): string {
  return { read: messages.roleRead, decide: messages.roleDecide, admin: messages.roleAdmin }[role][language];
}
