/** In tests, each statement's first row is held against the shape that the code declares. */
import { rowChecks } from "../../src/books/row.ts";

rowChecks.on = true;
