"""From draft to final: stages with names and dates, explanations, and the sheet that goes into the file with the report."""
