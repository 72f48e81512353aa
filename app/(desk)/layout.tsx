import type { ReactNode } from "react";
import { SignedInShell } from "@/components/layout/signed-in-shell";

export default function DeskLayout({ children }: { children: ReactNode }) {
  return <SignedInShell density="desk">{children}</SignedInShell>;
}
