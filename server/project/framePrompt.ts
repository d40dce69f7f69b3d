/** The frame around a prompt that is only shown: nobody takes a preview for a turn. */
export function framePrompt(prompt: string): string {
  return `=== FULL PROMPT THAT CODY WOULD RECEIVE ===\n\n${prompt}\n=== END OF PROMPT ===\n`;
}
