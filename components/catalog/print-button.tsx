"use client";

import { Button } from "@/components/ui/button";
import { Printer } from "@/components/ui/icons";

/** Prints the page, or keeps it as a PDF where the device offers that. */
export function PrintButton() {
  return (
    <Button icon={<Printer aria-hidden="true" className="size-5" />} onClick={() => window.print()}>
      Imprimir
    </Button>
  );
}
