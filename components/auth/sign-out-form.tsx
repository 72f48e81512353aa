"use client";

import { LogOut } from "lucide-react";
import { menuItemClass } from "@/components/ui/menu";
import { signOut } from "@/lib/accounts/actions";

/** The last entry of the account menu: ends the session, also at gov.br for who came from there. */
export function SignOutForm() {
  return (
    <form action={signOut}>
      <button type="submit" className={menuItemClass}>
        <LogOut aria-hidden="true" className="size-5" />
        Sair
      </button>
    </form>
  );
}
