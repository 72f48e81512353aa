import type { ReactNode } from "react";
import { LoginProvider } from "@/components/auth/login-provider";
import { SignOut } from "@/components/auth/sign-out";
import { LiveEvents } from "@/components/live/live-events";
import { govbrSettings } from "@/lib/accounts/govbr";
import { staffDepartments } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listContacts } from "@/lib/departments/queries";
import { AppShell } from "./shell";

type SignedInShellProps = { density?: "citizen" | "desk"; children: ReactNode };

/** The shell around the pages of whoever is signed in; anyone else is led through the login and back. */
export async function SignedInShell({ density, children }: SignedInShellProps) {
  const actor = await requireActor();
  const contacts = await listContacts();
  const own = staffDepartments(actor);
  const working = contacts.filter(({ id }) => own.includes(id)).map(({ shortName }) => shortName);
  return (
    <LoginProvider userId={actor.userId} govbr={govbrSettings() !== null}>
      <AppShell
        organisation="Portal de atendimento"
        density={density}
        viewer={{
          name: actor.name,
          affiliation: actor.institution?.name ?? (working.join(", ") || null),
          technician: actor.technicianOf.length > 0,
          manager: actor.managerOf.length > 0,
          admin: actor.admin,
        }}
        contact={density === "desk" ? [] : contacts}
        signOut={<SignOut />}
      >
        <LiveEvents userId={actor.userId}>{children}</LiveEvents>
      </AppShell>
    </LoginProvider>
  );
}
