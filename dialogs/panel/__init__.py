"""What a page is made of: form, run, results, places, exports."""
