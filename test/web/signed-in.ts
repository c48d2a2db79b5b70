/** People of the tests: each with a session, as if they had signed in. */
import type { AppContext } from "../../src/app.ts";
import { addPerson, addSession, type PersonRole } from "../../src/books/people.ts";
import { hashToken, newToken } from "../../src/web/access/sign-in.ts";

export interface SignedIn {
  /** Headers of a request by the person's browser. */
  readonly headers: Readonly<Record<string, string>>;
  /** What a form of the session carries. */
  readonly form: string;
}

export async function signedIn(
  { books, clock }: AppContext,
  role: PersonRole,
  name: string = role,
): Promise<SignedIn> {
  const at = clock.now();
  const personId = await addPerson(books, { email: `${newToken()}@example.com`, name, role }, at);
  if (personId === null) throw new Error("two people of the test have one address");
  const [token, form] = [newToken(), newToken()];
  const expiresAt = new Date(at.getTime() + 3_600_000);
  await addSession(books, { tokenHash: hashToken(token), personId, formToken: form, at, expiresAt });
  return {
    form,
    headers: {
      host: "127.0.0.1:8080",
      cookie: `kvitt=${token}`,
      accept: "text/html",
      "x-form-token": form,
    },
  };
}
