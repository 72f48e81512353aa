"use client";

import dynamic from "next/dynamic";
import { useState } from "react";

const RevokeDialog = dynamic(() => import("./revoke-dialog").then((module) => module.RevokeDialog), {
  ssr: false,
});

/** For a letter that came into other hands. */
export function RevokeLinks({ number }: { number: number }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-3 print:hidden">
      <button type="button" className="link text-sm" onClick={() => setOpen(true)}>
        Cancelar links de e-mails enviados
      </button>
      {open && <RevokeDialog number={number} onClose={() => setOpen(false)} />}
    </div>
  );
}
