import "react-dom/client";
import { keepEarlyInput } from "@/lib/early/input";

// zod would try to compile its checks with eval, which the content security policy refuses and reports. Set where zod
// looks for it, without loading zod on the pages that have no form.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

// The framework looks at this list before it starts: an entry of nothing makes it start in a task of its own, and React,
// imported above, is read in the one before. In one go both would hold a cheap phone for a quarter of a second.
Object.assign(globalThis, { __next_s: [[undefined, { children: "" }]] });

keepEarlyInput();
