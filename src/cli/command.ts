/**
 * How a command is made: a value with its name, texts, arguments, options and what it does. This file joins it to
 * commander, adds `--json`, and opens and closes the app, the same way for every command.
 */
import { Argument, Option, type Command } from "commander";
import type { Language, Message } from "../message.ts";
import { printJson, print, withApp, type CliContext, type ExitCode, type OpenApp } from "./context.ts";
import { messages } from "./messages.ts";

/** What every command is given. */
export interface Invocation extends CliContext {
  /** Of the person who typed the command. */
  readonly language: Language;
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** Prints the one document of `--json`, or else the text for people. */
  answer(document: unknown, text: () => string): void;
}

/** What a command that works on the books is given. */
export interface AppInvocation extends Invocation {
  readonly app: OpenApp;
}

/** A positional argument: `<file...>` is required and may be repeated, `[ref]` may be left out. */
interface ArgumentSpec {
  readonly name: string;
  readonly text: Message;
  readonly choices?: readonly string[];
  /** Reads one word; `before` is what was read of the words before it. Throws UserError for what it cannot read. */
  read?(text: string, before: unknown): unknown;
}

interface OptionSpec {
  /** "--out <file>" */
  readonly flags: string;
  readonly text: Message;
  readonly choices?: readonly string[];
  read?(text: string, before: unknown): unknown;
}

interface CommandSpec {
  readonly name: string;
  readonly text: Message;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Adds `--json`. */
  readonly json?: boolean;
}

/** `A` is what commander reads: a value for each argument, then the options. */
interface AppCommandSpec<A extends readonly unknown[]> extends CommandSpec {
  readonly opensApp?: true;
  run(invocation: AppInvocation, ...given: A): Promise<ExitCode>;
}

interface PlainCommandSpec<A extends readonly unknown[]> extends CommandSpec {
  /** The command opens what it needs by itself. */
  readonly opensApp: false;
  run(invocation: Invocation, ...given: A): Promise<ExitCode>;
}

export interface CliCommand {
  readonly name: string;
  /** Adds the command to the program, under a heading of its help. */
  addTo(program: Command, surroundings: Surroundings): void;
}

export interface Surroundings {
  readonly context: CliContext;
  readonly language: Language;
  readonly heading: string;
  readonly perform: Perform;
}

/** Is given the work of the command that was typed, and does it. */
export type Perform = (work: () => Promise<ExitCode>) => Promise<void>;

export function command<A extends readonly unknown[]>(spec: PlainCommandSpec<A>): CliCommand;
export function command<A extends readonly unknown[]>(spec: AppCommandSpec<A>): CliCommand;
export function command<A extends readonly unknown[]>(
  spec: PlainCommandSpec<A> | AppCommandSpec<A>,
): CliCommand {
  return {
    name: spec.name,
    addTo: (program, { context, language, heading, perform }) => {
      const added = program.command(spec.name).description(spec.text[language]).helpGroup(heading);
      for (const one of spec.arguments ?? []) added.addArgument(argumentOf(one, language));
      for (const one of spec.options ?? []) added.addOption(optionOf(one, language));
      if (spec.json) added.option("--json", messages.oneJsonDocument[language]);
      added.action((...all: unknown[]) => {
        // commander gives what the arguments and options declare, and itself last
        const given = all.slice(0, -1) as unknown as A;
        const invocation = invocationOf(context, language, added.opts()["json"] === true);
        return perform(() =>
          spec.opensApp === false
            ? spec.run(invocation, ...given)
            : withApp(context, (app) => spec.run({ ...invocation, app }, ...given)),
        );
      });
    },
  };
}

function invocationOf(context: CliContext, language: Language, json: boolean): Invocation {
  return {
    ...context,
    language,
    json,
    answer: (document, text) => {
      if (json) printJson(context, document);
      else print(context, text());
    },
  };
}

function argumentOf({ name, text, choices, read }: ArgumentSpec, language: Language): Argument {
  const argument = new Argument(name, text[language]);
  if (choices !== undefined) argument.choices(choices);
  if (read !== undefined) argument.argParser(read);
  return argument;
}

function optionOf({ flags, text, choices, read }: OptionSpec, language: Language): Option {
  const option = new Option(flags, text[language]);
  if (choices !== undefined) option.choices(choices);
  if (read !== undefined) option.argParser(read);
  return option;
}
