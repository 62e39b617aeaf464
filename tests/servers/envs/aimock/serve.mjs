// Starts aimock on a free port of loopback, prints its URL, and ends with its standard input.
// node serve.mjs <folder with node_modules> <file with fixtures>
import { pathToFileURL } from "node:url";

const [folder, fixtures] = process.argv.slice(2);
const { LLMock } = await import(pathToFileURL(`${folder}/node_modules/@copilotkit/aimock/dist/index.js`).href);
const server = new LLMock({
  port: 0,
  host: "127.0.0.1",
  logLevel: "silent",
  chunkSize: 8,
  falQueue: { pollsBeforeInProgress: 1, pollsBeforeCompleted: 2 },
});
server.loadFixtureFile(fixtures);
server.onRerank("tides", [{ index: 1, relevance_score: 0.75 }, { index: 0, relevance_score: 0.25 }]);
console.log(await server.start());
process.stdin.resume().on("end", () => process.exit());
