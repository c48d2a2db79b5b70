/** Days as people write them. Own names of the months, so that a mail does not change with the machine's ICU. */
import { dateIn, timeIn } from "../clock.ts";
import type { Language } from "../message.ts";

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  sv: "januari februari mars april maj juni juli augusti september oktober november december".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  sv: "söndag måndag tisdag onsdag torsdag fredag lördag".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
};

/** "2026-05-02" is "2 maj". */
export function dayAndMonth(date: string, language: Language): string {
  return `${Number(date.slice(8, 10))} ${monthOf(date, language)}`;
}

/** "2026-05-02" is "lördag 2 maj 2026". */
export function wholeDate(date: string, language: Language): string {
  const weekday = WEEKDAYS[language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  return `${weekday} ${dayAndMonth(date, language)} ${date.slice(0, 4)}`;
}

/** "2026-05" (or a date in it) is "maj 2026". */
export function monthAndYear(month: string, language: Language): string {
  return `${monthOf(month, language)} ${month.slice(0, 4)}`;
}

/** An instant is "2 maj kl. 03.17" where the company is. */
export function dayAndTime(instant: Date, timeZone: string, language: Language): string {
  const day = dayAndMonth(dateIn(timeZone, instant), language);
  const time = timeIn(timeZone, instant);
  return language === "sv" ? `${day} kl. ${time.replace(":", ".")}` : `${day} at ${time}`;
}

function monthOf(date: string, language: Language): string {
  return MONTHS[language][Number(date.slice(5, 7)) - 1] ?? date;
}
