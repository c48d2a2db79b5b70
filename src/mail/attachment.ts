/** A file that a letter carries. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
  /** Of `content`, where it is no text. */
  readonly encoding?: "base64";
}
