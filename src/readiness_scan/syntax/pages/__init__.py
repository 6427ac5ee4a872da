"""Code that stands inside pages: HTML, Vue, Svelte, Astro, and the templates of servers."""
