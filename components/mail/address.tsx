/** A mail address in a table: it breaks before its @ first, and only then where it must. */
export function Address({ of }: { of: string }) {
  const at = of.lastIndexOf("@");
  return (
    <span className="inline-block wrap-anywhere lg:min-w-52">
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </span>
  );
}
