/** Tailwind runs as the one PostCSS step. */
const config = { plugins: { "@tailwindcss/postcss": {} } };
export default config;
