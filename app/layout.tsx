import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Alive } from "@/components/layout/alive";
import { EarlyScript } from "@/components/layout/early-script";
import { FollowLinks } from "@/components/layout/follow-links";
import { fontClass } from "@/components/layout/fonts";
import { OfflineNotice } from "@/components/layout/offline-notice";
import { ToastProvider } from "@/components/ui/toast";
import { parseTheme, themeColors, themeCookie } from "@/lib/theme";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Guichê", template: "%s · Guichê" },
  description: "Portal de atendimento: abra um chamado, acompanhe e avalie.",
  applicationName: "Guichê",
  manifest: "/manifest.webmanifest",
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/icon.svg", type: "image/svg+xml" },
    ],
    apple: "/apple-touch-icon.png",
  },
  formatDetection: { telephone: false, email: false, address: false, date: false },
};

async function readTheme() {
  return parseTheme((await cookies()).get(themeCookie)?.value);
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await readTheme();
  return {
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: themeColors.light },
            { media: "(prefers-color-scheme: dark)", color: themeColors.dark },
          ]
        : themeColors[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="pt-BR" data-theme={await readTheme()} className={fontClass}>
      <head>
        <EarlyScript nonce={(await headers()).get("x-nonce") ?? undefined} />
      </head>
      <body>
        <ToastProvider>{children}</ToastProvider>
        <OfflineNotice />
        <FollowLinks />
        <Alive />
      </body>
    </html>
  );
}
