import type { ReactNode } from "react";
import { SignedInShell } from "@/components/screens/signed-in-shell";

export default function ManagementLayout({ children }: { children: ReactNode }) {
  return <SignedInShell>{children}</SignedInShell>;
}
