"use client";

import { type Failure, FailurePage } from "@/components/layout/failure";

export default function ErrorPage(failure: Failure) {
  return <FailurePage {...failure} inShell />;
}
