// Loaded first in every process the demo starts: when the demo itself is killed, they end too.
process.on("disconnect", () => process.exit());
process.channel?.unref();
