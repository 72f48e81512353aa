"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const RevokeDialog = dynamic(() => import("./revoke-dialog").then((module) => module.RevokeDialog), {
  ssr: false,
});

/** For a letter that came into other hands. */
export function RevokeLinks({ number }: { number: number }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-3 print:hidden">
      <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
        Cancelar links de e-mails já enviados
      </Button>
      {open && <RevokeDialog number={number} onClose={() => setOpen(false)} />}
    </div>
  );
}
