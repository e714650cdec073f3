# What can be done with this checkout; each is a script of its name in scripts/.
#
#   make demo        run the plugin on its sample and put the results into demo-output/
#   make test        run every test
#   make bench       measure speed; with POSTGIS=1 also against PostGIS
#   make package     build dist/greenvein-VERSION.zip

export POSTGIS

.PHONY: demo test bench package

demo test bench package:
	scripts/$@
