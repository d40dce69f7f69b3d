/** What a shell was asked to run, as people would type it: the shell itself is left away. */
export function toCommandText(command: string[]): string {
  const [shell = "", flag = "", ...rest] = command;
  if (/(^|\/)(ba|z|da)?sh$/.test(shell) && /^-l?c$/.test(flag) && rest.length > 0) return rest.join(" ");
  return command.join(" ");
}
