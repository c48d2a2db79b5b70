/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  noAnswer: "The sign-in provider does not answer.",
  tryLater:
    "Try again in a while. With `kvitt doctor` an administrator sees whether the server can reach it.",
  wrongDescription:
    "There is no sign-in provider that Kvitt understands at the address in web.signIn.issuer.",
  checkIssuer:
    "Ask an administrator to compare web.signIn.issuer with the `issuer` that the provider states, letter by letter.",
  wrongSecret: "The sign-in provider does not accept Kvitt's own secret.",
  checkSecret:
    "Ask an administrator to check web.signIn.clientId and KVITT_OIDC_CLIENT_SECRET: the secret may have expired.",
  cancelled: "The sign-in was cancelled.",
  beginAgain: "Begin again.",
  otherAttempt: "The sign-in is not the one that this browser began, or is too old.",
  usedCode: "The sign-in provider says that the sign-in has been used, or is too old.",
  clocksDiffer:
    "The sign-in is not valid at this time: the clocks of the sign-in provider and of Kvitt differ.",
  setClocks: "Ask an administrator to see that the server's clock is set automatically (NTP).",
  notBelieved: "The sign-in provider's answer was not made for this Kvitt, or is wrongly signed.",
  checkClient:
    "Begin again. If it happens again, ask an administrator to check web.signIn.clientId and the log.",
  providerRefuses: "The sign-in provider refused the sign-in.",
  askAtProvider:
    "Ask an administrator to see in Kvitt's log what it said, and to correct what the provider knows of Kvitt.",
  noAddress: "The sign-in provider does not say your e-mail address.",
  letAddressBeSaid: "Ask an administrator to let the provider give `email` to Kvitt.",
  notVerified: "The sign-in provider has not verified that the e-mail address is yours.",
  verifyAddress: "Verify it there, and begin again.",
  notInvited: "Nobody in Kvitt has your e-mail address.",
  askForInvitation:
    "Ask an administrator to invite you, by the address that you have at the sign-in provider.",
  otherSubject: "Your e-mail address belongs to another account of the sign-in provider in Kvitt.",
  askToFree: "Ask an administrator to free the old account under Settings, People.",
  disabled: "You are not let into Kvitt any more.",
  askAdministrator: "Ask an administrator.",
} satisfies typeof sv;
