/** What a merchant's amount on the clearing account is, and how the balance is read where sales are booked as daily sums. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export const CLEARING_TEXTS: Readonly<Record<"each" | "none", Message>> = messages.clearing;

export const DAILY_SUMS: Message = messages.dailySums;
