export { proxy } from "../../../proxy";

export const config = {
  matcher: ["/((?!api/|_next/|.*\\.(?:ico|png|svg|txt|webmanifest|woff2)$).*)"],
};
