import { config } from "zod/v4/core";

// zod would try to compile its checks with eval, which the content security policy refuses and reports.
config({ jitless: true });
