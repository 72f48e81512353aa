"use client";

import dynamic from "next/dynamic";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { FreshPageProvider } from "@/components/live/fresh-page";

const loadDialog = () => import("./login-dialog").then((module) => module.LoginDialog);
const LoginDialog = dynamic(loadDialog, { ssr: false });

export interface Login {
  /**
   * Opens the login over the page. True once the person whose page this is has a session again, so that
   * what was being sent can be sent; false when they closed the dialog.
   */
  relogin: () => Promise<boolean>;
  /** Whose page this is; send it along, so that nothing goes out in the name of who logged in elsewhere since. */
  owner: string;
}

const LoginContext = createContext<Login | null>(null);

type LoginProviderProps = { userId: string; govbr: boolean; children: ReactNode };

/** Around every signed-in page: keeps its forms in place when the session ends. */
export function LoginProvider({ userId, govbr, children }: LoginProviderProps) {
  const [open, setOpen] = useState(false);
  const waiting = useRef<((done: boolean) => void)[]>([]);

  // Fetched while the page is calm: when the session ends, the server may have another version of it.
  useEffect(() => {
    const timer = setTimeout(() => void loadDialog(), 2_000);
    return () => clearTimeout(timer);
  }, []);

  const relogin = useCallback(() => {
    setOpen(true);
    return new Promise<boolean>((resolve) => waiting.current.push(resolve));
  }, []);

  const finish = useCallback((done: boolean) => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(done);
  }, []);

  const login = useMemo(() => ({ relogin, owner: userId }), [relogin, userId]);
  return (
    <LoginContext value={login}>
      <FreshPageProvider>{children}</FreshPageProvider>
      {open && <LoginDialog userId={userId} govbr={govbr} onFinish={finish} />}
    </LoginContext>
  );
}

/** What a form does when an act answers that the session is over: `if (await relogin()) send again`. */
export function useLogin(): Login {
  const login = useContext(LoginContext);
  if (!login) throw new Error("useLogin needs a LoginProvider around the page.");
  return login;
}
