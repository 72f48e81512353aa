import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real SMTP server on this machine that keeps what it is given. */
export class Postbox {
  readonly mails: ParsedMail[] = [];
  /** Refuses recipients so: code and words. */
  refuses: { code: number; words: string } | null = null;
  /** Says nothing before it is given a letter. */
  hangs = false;
  /** Milliseconds before it says that it took a letter. */
  thinksFor = 0;
  /** Takes a letter, and breaks off instead of saying so. */
  answers = true;
  /** Takes a letter, and says nothing of it. */
  silent = false;
  private constructor(private readonly server: SMTPServer) {}

  static async open({ user = "portal", pass = "segredo" } = {}): Promise<Postbox> {
    const server: SMTPServer = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authMethods: ["PLAIN", "LOGIN"],
      allowInsecureAuth: true,
      closeTimeout: 200,
      onAuth: (auth, _, done) =>
        auth.username === user && auth.password === pass ? done(null, { user }) : done(new Error("Invalid")),
      onMailFrom: (_address, _session, done) => {
        if (!box.hangs) done();
      },
      onRcptTo: (_address, _session, done) => {
        const { refuses } = box;
        if (!refuses) return done();
        done(Object.assign(new Error(refuses.words), { responseCode: refuses.code }));
      },
      onData: (stream, session, done) => {
        simpleParser(stream).then(
          (mail) => {
            box.mails.push(mail);
            if (box.silent) return;
            if (box.answers) return setTimeout(done, box.thinksFor);
            for (const connection of server.connections) {
              if (connection.session === session) connection._socket.destroy();
            }
          },
          (error: Error) => done(error),
        );
      },
    });
    const box = new Postbox(server);
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return box;
  }

  url(credentials = "portal:segredo"): string {
    const { port } = this.server.server.address() as AddressInfo;
    return `smtp://${credentials}@127.0.0.1:${port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
