# What can be done with this checkout; each is a script of its name in scripts/.
#
#   make demo        run the plugin on its sample and put the results into demo-output/
#   make test        run every test
#   make bench       measure speed; with POSTGIS=1 also against PostGIS
#   make package     build dist/greenvein-VERSION.zip; with OFFLINE=1 also one for each platform and Python that
#                    carries the Python packages, with OFFLINE="win-amd64-python3.12" that one

export POSTGIS OFFLINE

.PHONY: demo test bench package

demo test bench package:
	scripts/$@
