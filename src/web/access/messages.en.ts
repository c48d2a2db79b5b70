/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  signIn: "Sign in",
  email: "E-mail address",
  password: "Password",
  newPassword: (min: number) => `New password, at least ${min} characters`,
  name: "Name, as it should stand beside decisions",
  wrongNameOrPassword: "The e-mail address or the password is wrong.",
  lockedOut: "Too many wrong passwords.",
  waitOrAskAdministrator: "Wait a quarter of an hour, or ask an administrator for a link to a new password.",
  passwordLength: ({ min, max }: { min: number; max: number }) =>
    `The password must have at least ${min} and at most ${max} characters.`,
  chooseLongerPassword: "Choose another one; some words in a row are good.",
  linkUsed: "The link has been used, or is older than a day.",
  askForNewLink: "Ask an administrator for a new one, or restart Kvitt if there is none yet.",
  addressTaken: (email: string) => `${email} exists already.`,
  useAnotherAddress: "Give the person another role instead, or use another address.",
  nameAndAddressMissing: "The name or the e-mail address is missing.",
  fillInBoth: "Fill in both.",
  welcome: "Welcome to Kvitt",
  firstOfAll:
    "You become the first administrator. The name will stand beside your decisions in the audit trail.",
  choosePassword: (name: string) => `Choose a password, ${name}.`,
  begin: "Begin",
  signedOut: "You have signed out.",
  notForYou: "You may not do that.",
  askForRole: "Ask an administrator for a role that may.",
  fromElsewhere: "The form is too old, or came from another page.",
  reloadAndTryAgain: "Reload the page and try again.",
  noSuchPage: "There is no such page.",
  toTheStart: "To the start",
  noAdministrator:
    "There is no administrator yet. Restart Kvitt, or run `kvitt people --first` on the server: it prints a link that lets the first one in.",
  notSignedIn: "This cannot be seen without signing in.",
  signInOrSendToken: "Sign in, or send a valid token: Authorization: Bearer …",
  seeTheStart: "See what there is from the start page.",
  roleRead: "looks",
  roleDecide: "decides",
  roleAdmin: "administers",
} satisfies typeof sv;
