// zod would try to compile its checks with eval, which the content security policy refuses and reports. Set where zod
// looks for it, without loading zod on the pages that have no form.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
