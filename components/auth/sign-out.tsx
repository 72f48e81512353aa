"use client";

import { LogOut } from "lucide-react";
import { menuItemClass } from "@/components/ui/menu";
import { signOut } from "@/lib/accounts/actions";

/** Ends the session, from the account menu. */
export function SignOut() {
  return (
    <form action={signOut}>
      <button type="submit" className={menuItemClass}>
        <LogOut aria-hidden="true" />
        Sair
      </button>
    </form>
  );
}
