import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ORGANISATION } from "@/lib/screens/shell";
import { parseTheme, themeCookie } from "@/lib/theme";
import { Masthead } from "./masthead";
import { Shell } from "./shell";

/** What stands around the pages one sees before entering. */
export async function PublicShell({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <Shell
      organisation={ORGANISATION}
      masthead={<Masthead organisation={ORGANISATION} theme={theme} viewer={null} wide={false} />}
    >
      {children}
    </Shell>
  );
}
