/**
 * What we say to people, in the languages they read. A message is made where the fact is known and carries
 * every language at once; the face that shows it (terminal, mail, page) picks one.
 */
export const LANGUAGES = ["sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One message in every language. */
export type Message = Readonly<Record<Language, string>>;
