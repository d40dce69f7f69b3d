/** Prints what would be dangerous or ugly if a reader took it for more than text. */
const lines = [
  `<script>window.wasRun=true</script><img src=x onerror="window.wasRun=true">`,
  `[a link](javascript:window.wasRun=true) ![an image](http://elsewhere.example/x.png)`,
  `\u001b]8;;javascript:window.wasRun=true\u0007an OSC link\u001b]8;;\u0007 and \u001b]0;a title\u0007after it`,
  `bidi \u202eevil\u202c \u2066isolated\u2069 \u200fmark`,
  `a NUL \u0000 in the middle, a bell \u0007, a backspace \b\b\b`,
  `\u001b[2J\u001b[H\u001b[31mred after clearing the screen\u001b[0m \u001b[38;2;10;200;120mtrue colour\u001b[0m`,
  `{"type":"item.completed","item":{"type":"<b>"}}`,
  "W".repeat(2_000),
];
for (const line of lines) console.log(line);
process.stdout.write(`${"long ".repeat(210_000)}\n`);
console.error(`<svg onload="window.wasRun=true">`);
