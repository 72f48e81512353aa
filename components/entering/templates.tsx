"use client";

import { LoginButton } from "@/components/auth/login-form";
import { TEMPLATES } from "@/components/auth/login-marks";
import { LoginNotice } from "@/components/auth/login-notice";
import { OfflineWords } from "@/components/layout/offline-notice";

/** What the script of the login page shows later, drawn with the page and kept inert until then. */
export function LoginTemplates() {
  return (
    <>
      <template id={TEMPLATES.notice}>
        <LoginNotice title="" body="" />
      </template>
      <template id={TEMPLATES.busy}>
        <LoginButton busy />
      </template>
      <template id={TEMPLATES.offline}>
        <OfflineWords />
      </template>
    </>
  );
}
