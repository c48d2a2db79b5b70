/**
 * The rows of a statement as TypeScript sees them. A statement names the columns it returns and their types once, in a shape
 * from which the row's type is derived. Every test holds the first row of each result against it, so that a renamed column or
 * an `int8` that was meant as a number is found by the first test that runs the statement, and not by reading `undefined`.
 */
import type { Minor } from "../money.ts";

/** By the names of what the driver makes of PostgreSQL's types; with "?" where the value may be null. */
interface Values {
  /** int8 */
  bigint: bigint;
  /** int8 that counts minor units */
  minor: Minor;
  /** int2, int4, float8 */
  number: number;
  /** text, date, numeric */
  text: string;
  boolean: boolean;
  /** timestamptz */
  instant: Date;
}
type Name = keyof Values;

/** A column whose type says more than the driver knows: a text of few values, or a json. */
export interface Typed<T> {
  readonly of: "text" | "text?" | "json";
  /** Exists in the type only. */
  readonly value?: T;
}

export type ColumnType = Name | `${Name}?` | Typed<unknown>;
export type RowShape = Readonly<Record<string, ColumnType>>;

/** A column's value. */
export type ValueOf<C> =
  C extends Typed<infer T>
    ? T
    : C extends `${infer N extends Name}?`
      ? Values[N] | null
      : C extends Name
        ? Values[C]
        : never;

/** The row of a shape. */
export type Row<S extends RowShape> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** A text of few values; that it is one of them is kept by the table's constraints. */
export const text = <T extends string>(): Typed<T> => ({ of: "text" });
/** A json, or null where `T` says so; what is in it was written by Kvitt. */
export const json = <T>(): Typed<T> => ({ of: "json" });
export const nullable = <T>(column: Typed<T>): Typed<T | null> =>
  column.of === "text" ? { of: "text?" } : { of: column.of };

/** A shape with several columns of one type. */
export function sameType<N extends string, C extends ColumnType>(
  names: readonly N[],
  type: C,
): Readonly<Record<N, C>> {
  return Object.fromEntries(names.map((name) => [name, type])) as Record<N, C>; // a column for each name
}

/** Set by the tests: a row that is not as declared must fail there, and not in a night. */
export const rowChecks = { on: false };

/** Throws where a row lacks a column of the shape, or has a value of another type there. */
export function checkRow(row: Readonly<Record<string, unknown>>, shape: RowShape, sql: string): void {
  const wrong = Object.entries(shape).flatMap(([name, column]) => {
    if (!Object.hasOwn(row, name)) return [`${name} is missing`];
    const expected = typeof column === "string" ? column : column.of;
    return fits(row[name], expected) ? [] : [`${name} is no ${expected}: ${kindOf(row[name])}`];
  });
  if (wrong.length > 0) throw new Error(`a row is not as declared: ${wrong.join("; ")}\n${sql}`);
}

function fits(value: unknown, expected: string): boolean {
  if (expected === "json") return true;
  if (value === null) return expected.endsWith("?");
  const name = expected.replace("?", "");
  return kindOf(value) === (name === "minor" ? "bigint" : name === "text" ? "string" : name);
}

const kindOf = (value: unknown): string =>
  value === null ? "null" : value instanceof Date ? "instant" : typeof value;
