import type { ReactNode } from "react";
import { SignedInShell } from "@/components/screens/signed-in-shell";

export default function DeskLayout({ children }: { children: ReactNode }) {
  return <SignedInShell wide>{children}</SignedInShell>;
}
