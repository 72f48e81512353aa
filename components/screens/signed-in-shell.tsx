import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { LoginProvider } from "@/components/auth/login-provider";
import { Shell } from "@/components/layout/shell";
import { LiveEvents } from "@/components/live/live-events";
import { requireActor } from "@/lib/auth";
import { listContacts } from "@/lib/departments/queries";
import { openPlace } from "@/lib/mould/kept";
import { pack } from "@/lib/screens/pack";
import { MASTHEAD, PERSON } from "@/lib/screens/places";
import { knowsGovbr, ORGANISATION, viewerOf } from "@/lib/screens/shell";
import type { MastheadData } from "@/lib/screens/viewer";
import { parseTheme, themeCookie } from "@/lib/theme";
import { MastheadScreen } from "./masthead-screen";
import { isToBeKept } from "./page";

type SignedInShellProps = { wide?: boolean; children: ReactNode };

/** The shell around the pages of whoever is signed in; anyone else is led through the login and back. */
export async function SignedInShell({ wide = false, children }: SignedInShellProps) {
  const { userId, masthead } = (await isToBeKept()) ? open() : await personal(wide);
  return (
    <LoginProvider userId={userId} govbr={knowsGovbr()}>
      <LiveEvents userId={userId}>
        <Shell
          organisation={ORGANISATION}
          masthead={<MastheadScreen data={masthead} />}
          contact={wide ? [] : await listContacts()}
          menu
          wide={wide}
        >
          {children}
        </Shell>
      </LiveEvents>
    </LoginProvider>
  );
}

const open = () => ({ userId: openPlace(PERSON), masthead: openPlace(MASTHEAD) });

async function personal(wide: boolean) {
  const actor = await requireActor();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const masthead: MastheadData = {
    organisation: ORGANISATION,
    theme,
    viewer: await viewerOf(actor),
    wide,
  };
  return { userId: actor.userId, masthead: pack(masthead) };
}
