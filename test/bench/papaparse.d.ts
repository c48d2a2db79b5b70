/** As much of papaparse as the bench uses; it brings no types of its own. */
declare module "papaparse" {
  const papaparse: {
    parse(
      text: string,
      options: { readonly delimiter: string },
    ): { readonly data: readonly (readonly string[])[] };
  };
  export default papaparse;
}
