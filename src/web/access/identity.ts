/**
 * Whom an identity of the provider lets in: only a person who is in Kvitt already, with the role that the person has there. The
 * first time it is found by its verified address, and bound; from then on the address says nothing.
 */
import type { AppContext } from "../../app.ts";
import { audit } from "../../books/audit.ts";
import type { Handle } from "../../books/database.ts";
import { bindIdentity, personOfIdentity } from "../../books/identities.ts";
import { personByEmail, personById, type Person } from "../../books/people.ts";
import type { ProvenIdentity } from "../../openid/provider.ts";
import { refused } from "../../openid/refusal.ts";
import { beginSession } from "./sign-in.ts";

/** The token of the new session. Throws SignInRefused. */
export async function enterAs(
  { books, clock, workspace }: AppContext,
  identity: ProvenIdentity,
): Promise<string> {
  const at = clock.now();
  const { trustEmails } = workspace.settings.web.signIn;
  return books.transaction(async (trx) => {
    const bound = await personOfIdentity(trx, identity);
    const person = bound === null ? await bind(trx, identity, trustEmails, at) : await personById(trx, bound);
    if (person === null || person.disabledAt !== null) throw refused("disabled");
    return beginSession(trx, person.id, at);
  });
}

async function bind(trx: Handle, identity: ProvenIdentity, trustEmails: boolean, at: Date): Promise<Person> {
  const { issuer, email, isVerified } = identity;
  if (email === null || email === "") throw refused("no address");
  if (!(isVerified ?? trustEmails)) throw refused("not verified");
  const person = await personByEmail(trx, email);
  if (person === null) throw refused("not invited");
  if (person.disabledAt !== null) throw refused("disabled");
  if (await bindIdentity(trx, identity, person.id, at)) {
    const what = { action: "bound a sign-in provider", subject: `person ${person.id}`, after: { issuer } };
    await audit(trx, at, [{ actor: person.name, ...what }]);
    return person;
  }
  // another request of the same person may have been quicker
  if ((await personOfIdentity(trx, identity)) !== person.id) throw refused("other subject");
  return person;
}
