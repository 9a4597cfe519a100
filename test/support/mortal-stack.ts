// A stack in a process of its own that kills itself, without any farewell, soon after a chosen
// function got its next event: `node mortal-stack.ts DIRECTORY PORT [FUNCTION MILLISECONDS]`.
import { startStack } from '../../local/stack.ts';

const [dataDirectory = '', port = '0', fatal, delay = '0'] = process.argv.slice(2);

const stack = await startStack({
  dataDirectory,
  port: Number(port),
  onStart: (name) => {
    if (name === fatal) setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(delay));
  },
});
console.log(JSON.stringify({ url: stack.url }));

process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
// Asked by the test, which cannot look inside: answers once nothing runs and nothing waits.
process.stdin.on('data', () => void stack.idle().then(() => console.log('idle')));
