/** Swedish texts of this folder. */
export const sv = {
  noAnswer: "Inloggningstjänsten svarar inte.",
  tryLater:
    "Försök igen om en stund. En administratör kan med `kvitt doctor` se om den går att nå från servern.",
  wrongDescription: "På adressen i web.signIn.issuer finns ingen inloggningstjänst som Kvitt känner igen.",
  checkIssuer:
    "Be en administratör jämföra web.signIn.issuer med det `issuer` som tjänsten uppger, tecken för tecken.",
  wrongSecret: "Inloggningstjänsten godtar inte Kvitts egen hemlighet.",
  checkSecret:
    "Be en administratör se efter web.signIn.clientId och KVITT_OIDC_CLIENT_SECRET: hemligheten kan ha gått ut.",
  cancelled: "Inloggningen avbröts.",
  beginAgain: "Börja om.",
  otherAttempt: "Inloggningen hör inte till den som den här webbläsaren började, eller är för gammal.",
  usedCode: "Inloggningstjänsten säger att inloggningen redan är använd, eller för gammal.",
  clocksDiffer: "Inloggningen gäller inte just nu: klockorna hos inloggningstjänsten och Kvitt går olika.",
  setClocks: "Be en administratör se efter att serverns klocka ställs automatiskt (NTP).",
  notBelieved:
    "Svaret från inloggningstjänsten är inte utställt till det här Kvitt, eller har fel underskrift.",
  checkClient: "Börja om. Om det händer igen: be en administratör se efter web.signIn.clientId och loggen.",
  providerRefuses: "Inloggningstjänsten avvisade inloggningen.",
  askAtProvider:
    "Be en administratör se i Kvitts logg vad den sade, och rätta Kvitts uppgifter hos tjänsten.",
  noAddress: "Inloggningstjänsten säger inte vilken mejladress du har.",
  letAddressBeSaid: "Be en administratör låta tjänsten lämna ut `email` till Kvitt.",
  notVerified: "Inloggningstjänsten har inte bekräftat att mejladressen är din.",
  verifyAddress: "Bekräfta den där, och börja om.",
  notInvited: "Ingen med din mejladress finns i Kvitt.",
  askForInvitation: "Be en administratör bjuda in dig, med den adress du har hos inloggningstjänsten.",
  otherSubject: "Din mejladress hör i Kvitt till ett annat konto hos inloggningstjänsten.",
  askToFree: "Be en administratör släppa det gamla kontot under Inställningar, Personer.",
  disabled: "Du släpps inte längre in i Kvitt.",
  askAdministrator: "Fråga en administratör.",
};
