"use client";

import { forgetLocalCopies } from "@/components/drafts/local-copy";
import { LogOut } from "@/components/ui/icons";
import { menuItemClass } from "@/components/ui/menu";
import { signOut } from "@/lib/accounts/actions";

/** Ends the session, from the account menu, and leaves nothing of it in this browser. */
export function SignOut() {
  return (
    <form data-leaves="" action={signOut} onSubmit={() => forgetLocalCopies()}>
      <button type="submit" className={menuItemClass}>
        <LogOut aria-hidden="true" />
        Sair
      </button>
    </form>
  );
}
