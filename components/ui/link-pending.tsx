/** Inside a link: shows that what it leads to is on its way. Takes no room until then. */
export function LinkPending() {
  return <span aria-hidden="true" className="link-pending" />;
}
