/** Days, times of day and ages as people read them. The months' names are our own, so that a mail does not change with the machine's ICU. */
import { messages } from "./messages.ts";
import { dateIn, timeIn } from "../clock.ts";
import type { Language } from "../message.ts";

const DAY_MS = 86_400_000;

/** "2026-05-02" is "2 maj". */
export function dayAndMonth(date: string, language: Language): string {
  return `${Number(date.slice(8, 10))} ${monthOf(date, language)}`;
}

/** "2026-05-02" is "lördag 2 maj 2026". */
export function wholeDate(date: string, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  const weekday = messages.weekdays[language].split(" ")[day] ?? "";
  return `${weekday} ${dayAndMonth(date, language)} ${date.slice(0, 4)}`;
}

/** "2026-05" (or a date in it) is "maj 2026". */
export function monthAndYear(month: string, language: Language): string {
  return `${monthOf(month, language)} ${month.slice(0, 4)}`;
}

/** "2026-05" is "maj", "2026-11" is "nov": where there is room for three letters. */
export function shortMonth(month: string, language: Language): string {
  return monthOf(month, language).slice(0, 3);
}

/** An instant is "2 maj kl. 03.17" where the company is. */
export function dayAndTime(instant: Date, timeZone: string, language: Language): string {
  const day = dayAndMonth(dateIn(timeZone, instant), language);
  return messages.dayAtTime({ day, time: timeIn(timeZone, instant) })[language];
}

/** "03:15" (or "03:15:00") is "kl. 03.15". */
export function atTime(time: string, language: Language): string {
  return messages.atTime(time.slice(0, 5))[language];
}

/** Whole days since an instant; 0 where the clocks of two machines disagree. */
export function daysSince(instant: Date | string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(instant).getTime()) / DAY_MS));
}

/** An age in days: "i dag", "1 dag", "12 dagar". */
export function ageText(days: number, language: Language): string {
  return (days === 0 ? messages.today : messages.days(days))[language];
}

function monthOf(date: string, language: Language): string {
  return messages.months[language].split(" ")[Number(date.slice(5, 7)) - 1] ?? date;
}
